/* What LeakSanitizer takes for a leak in GLib: a table that grew, but may still be read. */

/*
 * Linked into builds with -Db_sanitize=address alone. GLib allocates its table of quarks in a
 * constructor, and lets it lie when it makes a larger one, which GStreamer's names need. What the
 * libraries allocate before main() is theirs: it is not looked at. The first function is called
 * before any library's constructor, the second after all of them.
 */

#include <sanitizer/lsan_interface.h>

static void
before_libraries (void)
{
  __lsan_disable ();
}

__attribute__ ((section (".preinit_array"),
                used)) static void (*const preinit) (void) = before_libraries;

__attribute__ ((constructor)) static void
after_libraries (void)
{
  __lsan_enable ();
}
