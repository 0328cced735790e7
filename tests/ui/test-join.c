/* Where a code is entered: of a link the code is shown, and its server asked about. */

#include "ui/sf-application.h"
#include "ui/sf-booth.h"
#include "ui/sf-join-page.h"
#include "ui/sf-window-pages.h"

#include <adwaita.h>
#include <string.h>

#define NARROW 360 /* pixels */
#define CODE "7-crossover-clockwork-adviser"
#define SERVER "wss://rendezvous.a-long-name-without-end.example.org:4433/v1"
#define LINK "sameframe:" CODE "?server=" SERVER

typedef struct {
  GSettings *settings;
  SfBooth *booth;
  GtkWidget *page;
  GtkEditable *entry;
  GtkWidget *server; /* the question about it */
} Fixture;

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->settings = g_settings_new (SF_APPLICATION_ID);
  self->booth = sf_booth_new (self->settings);
  self->page = g_object_ref_sink (GTK_WIDGET (sf_window_pages_make ("join", self->booth)));
  self->entry = GTK_EDITABLE (find (self->page, GTK_TYPE_ENTRY));
  self->server = find (self->page, GTK_TYPE_CHECK_BUTTON);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->page);
  g_object_unref (self->booth);
  g_object_unref (self->settings);
}

static void
check_link (Fixture *self, const char *code)
{
  GtkWidget *label = gtk_check_button_get_child (GTK_CHECK_BUTTON (self->server));

  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, code);
  g_assert_true (gtk_widget_get_visible (self->server));
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->server)));
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (label)), SERVER));
}

static void
check_no_server (Fixture *self, const char *text)
{
  g_assert_cmpstr (gtk_editable_get_text (self->entry), ==, text);
  g_assert_false (gtk_widget_get_visible (self->server));
}

static void
test_link (Fixture *self, gconstpointer data)
{
  int width;

  check_no_server (self, "");
  gtk_editable_set_text (self->entry, "Come: " LINK);
  check_link (self, CODE);
  gtk_widget_measure (self->page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, <=, NARROW);
}

/* The server was named for that code alone. */
static void
test_other_code (Fixture *self, gconstpointer data)
{
  sf_join_page_take (SF_JOIN_PAGE (self->page), LINK);
  check_link (self, CODE);
  sf_join_page_take (SF_JOIN_PAGE (self->page), "8-crossover-clockwork-adviser");
  check_no_server (self, "8-crossover-clockwork-adviser");
}

/* What is said about a code is no answer about the next. */
static void
test_asks_anew (Fixture *self, gconstpointer data)
{
  gtk_editable_set_text (self->entry, LINK);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->server), TRUE);
  gtk_editable_set_text (self->entry, LINK);
  check_link (self, CODE);
}

/* Behind the code that was found in the clipboard before. */
static void
test_twice (Fixture *self, gconstpointer data)
{
  int end = (int) strlen (CODE);

  gtk_editable_set_text (self->entry, LINK);
  gtk_editable_insert_text (self->entry, LINK, -1, &end);
  check_link (self, CODE);
}

static void
test_typed (Fixture *self, gconstpointer data)
{
  int end = 0;

  for (const char *next = LINK; *next != '\0'; next++)
    gtk_editable_insert_text (self->entry, next, 1, &end);
  check_link (self, LINK);
}

static void
test_mended (Fixture *self, gconstpointer data)
{
  GActionGroup *actions = sf_page_get_actions (SF_PAGE (self->page));

  static const char link[] = "sameframe:7-crosover-clockwork-adviser?server=" SERVER;

  gtk_editable_set_text (self->entry, link);
  check_no_server (self, link);
  g_action_group_activate_action (actions, "mend", NULL);
  check_link (self, CODE);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/ui/join/link", test_link);
  add ("/ui/join/other-code", test_other_code);
  add ("/ui/join/asks-anew", test_asks_anew);
  add ("/ui/join/link-twice", test_twice);
  add ("/ui/join/typed-link", test_typed);
  add ("/ui/join/mended-link", test_mended);
  return g_test_run ();
}
