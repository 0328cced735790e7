/* What a person types or pastes as a code is understood without asking anybody. */

#include "app/session/sf-code-entry.h"

static void
test_kinds (void)
{
  static const struct {
    const char *text;
    SfCodeEntryKind kind;
    const char *code;
    const char *suggestion;
  } rows[] = {
    {"", SF_CODE_ENTRY_EMPTY, NULL, NULL},
    {"  ", SF_CODE_ENTRY_EMPTY, NULL, NULL},
    {"4", SF_CODE_ENTRY_UNFINISHED, "4", NULL},
    {"482-", SF_CODE_ENTRY_UNFINISHED, "482", NULL},
    {"482-cross", SF_CODE_ENTRY_UNFINISHED, "482-cross", NULL},
    {"482-crossover", SF_CODE_ENTRY_UNFINISHED, "482-crossover", NULL},
    {"482-crossover-clockwork", SF_CODE_ENTRY_UNFINISHED, "482-crossover-clockwork", NULL},
    {"482-crossover-clockwork-adv", SF_CODE_ENTRY_UNFINISHED, "482-crossover-clockwork-adv",
     "482-crossover-clockwork-adult"},
    {"482-crossover-clockwork-adviser", SF_CODE_ENTRY_VALID, "482-crossover-clockwork-adviser",
     NULL},
    {"482 Crossover Clockwork Adviser ", SF_CODE_ENTRY_VALID, "482-crossover-clockwork-adviser",
     NULL},
    {"Come: “482-crossover-clockwork-adviser”!", SF_CODE_ENTRY_VALID,
     "482-crossover-clockwork-adviser", NULL},
    {"482-crossovr-clockwork-adviser", SF_CODE_ENTRY_TYPO, "482-crossovr-clockwork-adviser",
     "482-crossover-clockwork-adviser"},
    {"482-xyzzy", SF_CODE_ENTRY_NO_CODE, "482-xyzzy", NULL},
    {"hello there", SF_CODE_ENTRY_NO_CODE, "hello-there", NULL},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (SfCodeEntry) entry = {0};

    g_test_message ("%s", rows[i].text);
    sf_code_entry_read (rows[i].text, &entry);
    g_assert_cmpint (entry.kind, ==, rows[i].kind);
    g_assert_cmpstr (entry.code, ==, rows[i].code);
    if (entry.kind == SF_CODE_ENTRY_TYPO)
      g_assert_cmpstr (entry.suggestion, ==, rows[i].suggestion);
    g_assert_null (entry.server);
  }
}

static void
test_tells_of_a_server (void)
{
  g_auto (SfCodeEntry) entry = {0};
  g_autofree char *uri =
    sf_code_entry_to_uri ("7-crossover-clockwork-adviser", "wss://example.org/v1");

  sf_code_entry_read (uri, &entry);
  g_assert_cmpint (entry.kind, ==, SF_CODE_ENTRY_VALID);
  g_assert_cmpstr (entry.code, ==, "7-crossover-clockwork-adviser");
  g_assert_cmpstr (entry.server, ==, "wss://example.org/v1");
}

static void
test_finds_only_what_is_valid (void)
{
  g_autofree char *found = sf_code_entry_find ("open it, 7-crossover-clockwork-adviser, please");
  g_autofree char *misspelt = sf_code_entry_find ("7-crossovr-clockwork-adviser");
  g_autofree char *named =
    sf_code_entry_find ("sameframe:7-crossover-clockwork-adviser?server=wss://example.org/v1");
  g_autofree char *nothing = sf_code_entry_find ("see you at 7");

  g_assert_cmpstr (found, ==, "7-crossover-clockwork-adviser");
  g_assert_true (g_str_has_prefix (named, "sameframe:7-crossover-clockwork-adviser?server=wss"));
  g_assert_null (misspelt);
  g_assert_null (nothing);
}

static void
test_completes_words (void)
{
  static const struct {
    const char *text;
    const char *completed;
  } rows[] = {
    {"482-crosso", "482-crossover"},
    {"482 Clockw", "482 clockwork"},
    {"482-crossover", NULL}, /* complete */
    {"482-", NULL},          /* nothing to go by */
    {"482", NULL},           /* no word */
    {"482-a", NULL},         /* more than one way */
    {"482-xyzzy", NULL},     /* none */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *completed = sf_code_entry_complete (rows[i].text);

    g_assert_cmpstr (completed, ==, rows[i].completed);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/code-entry/kinds", test_kinds);
  g_test_add_func ("/session/code-entry/tells-of-a-server", test_tells_of_a_server);
  g_test_add_func ("/session/code-entry/finds-only-what-is-valid", test_finds_only_what_is_valid);
  g_test_add_func ("/session/code-entry/completes-words", test_completes_words);
  return g_test_run ();
}
