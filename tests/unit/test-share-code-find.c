/* Finding the code in what a person pastes: a sentence, a URI, a code with a slip in it. */

#include "net/code/sf-code-text.h"
#include "net/code/sf-share-code.h"

#include <string.h>

#define CODE "742-adroitness-aardvark-adviser"

static const struct {
  const char *text;
  const char *code; /* NULL: none */
} sentences[] = {
  /* A code alone. */
  {CODE, CODE},
  {" 742 ADROITNESS Aardvark adviser. ", CODE},
  {"742 \xe2\x80\x93 adroitness \xe2\x80\x93 aardvark \xe2\x80\x93 adviser", CODE},
  {"7-zulu-yucatan", "7-zulu-yucatan"},
  {"7 zulu yucatan", "7-zulu-yucatan"},
  {"1-zulu-zulu-zulu-zulu-zulu-zulu-zulu-zulu", "1-zulu-zulu-zulu-zulu-zulu-zulu-zulu-zulu"},
  /* In a sentence. */
  {"Join me: " CODE, CODE},
  {"Join me with " CODE ".", CODE},
  {CODE " please", CODE},
  {CODE " Island of the company", CODE}, /* listed words, but the code was complete */
  {"Take a photo with me (code \xe2\x80\x9c" CODE "\xe2\x80\x9d), the window is open", CODE},
  {"In 10 minutes I send 5 photos, the code is " CODE ", 2 people", CODE},
  {"on 2024-05-12 at 10:30: " CODE, CODE},
  {"the code is 742 adroitness aardvark adviser, hurry", CODE},
  {"the code is 742 adroitness aardvark adviser hurry", CODE},
  {"the code is 742-adroitness-aardvark adviser hurry", CODE},
  {"the code is 742-adroitness-\naardvark-adviser hurry", CODE},
  {"742-adroitness-aardvark-adviser-zulu hurry", "742-adroitness-aardvark-adviser-zulu"},
  {"first 742-zulu-zulu-zulu then 743-zulu-zulu-zulu", "742-zulu-zulu-zulu"},
  {"wormhole receive 7-zulu-yucatan", "7-zulu-yucatan"},
  {"\xe3\x82\xb3\xe3\x83\xbc\xe3\x83\x89\xe3\x81\xaf " CODE " \xe3\x81\xa7\xe3\x81\x99", CODE},
  /* The code with a slip is found, for the hint. */
  {"the code is 742-adroitnes-aardvark-adviser", "742-adroitnes-aardvark-adviser"},
  {"742 adroitnes ardvark advisr", "742-adroitnes-ardvark-advisr"},
  {"742-adroitness-aardvark advisr", "742-adroitness-aardvark-advisr"},
  /* A sure code goes before one with a slip. */
  {"not 742-zulu-zulu-zuluu but 743-zulu-zulu-zulu", "743-zulu-zulu-zulu"},
  /* None: nothing is guessed at. */
  {"", NULL},
  {"hello", NULL},
  {"742", NULL},
  {"call 0123-456-789", NULL},
  {"a 10-minute-walk away", NULL},
  {"in 15 minutes from now", NULL},
  {"15 minutes from now", NULL},
  {"2024-05-12", NULL},
  {"adroitness-aardvark-adviser", NULL},
  {"742-adroitness", NULL},
  {"the code is 742 adroitness aardvark", NULL},
  {"the code is 742 adroitness aardvark advisr hurry", NULL},
  {"the code is 742, adroitness, aardvark, adviser", NULL},
  {"x-742-adroitness-aardvark-adviser", NULL},
  {"1-zulu-zulu-zulu-zulu-zulu-zulu-zulu-zulu-zulu", NULL},
  {"12345678901234567890123456789012345678901-zulu-zulu", NULL},
  {"https://example.org/"
   "742/zulu/zulu/zulu",
   NULL},
};

static void
test_sentences (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sentences); i++) {
    g_autofree char *code = sf_share_code_find (sentences[i].text, NULL);

    if (g_strcmp0 (code, sentences[i].code) != 0)
      g_test_message ("in: %s", sentences[i].text);
    g_assert_cmpstr (code, ==, sentences[i].code);
  }
}

static const struct {
  const char *text;
  const char *code;
  const char *server;
} uris[] = {
  {"sameframe:" CODE, CODE, NULL},
  {"SameFrame:" CODE, CODE, NULL},
  {"sameframe://" CODE "/", CODE, NULL},
  {"sameframe:742%2Dadroitness%20aardvark-Adviser", CODE, NULL},
  {"sameframe:" CODE "?server=wss://example.org/v1", CODE, "wss://example.org/v1"},
  {"sameframe:" CODE "?server=wss%3A%2F%2Fexample.org%3A4000%2Fv1", CODE,
   "wss://example.org:4000/v1"},
  {"sameframe:" CODE "?x=y&server=wss://example.org/v1&z", CODE, "wss://example.org/v1"},
  {"sameframe:" CODE "?server=WSS://example.org/v1", CODE, "WSS://example.org/v1"},
  {"sameframe:" CODE "?server=ws://localhost:4000/v1", CODE, "ws://localhost:4000/v1"},
  {"sameframe:" CODE "?server=ws://127.0.0.1:4000/v1", CODE, "ws://127.0.0.1:4000/v1"},
  {"sameframe:" CODE "?server=ws://%5B::1%5D:4000/v1", CODE, "ws://[::1]:4000/v1"},
  {"sameframe:" CODE "?server=ws://[::1]", CODE, "ws://[::1]"},
  /* The first of two. */
  {"sameframe:" CODE "?server=wss://a.org&server=wss://b.org", CODE, "wss://a.org"},
  {"sameframe:" CODE "?server=ws://a.org&server=wss://b.org", CODE, NULL},
  {"sameframe:1-qq-rr sameframe:" CODE, "1-qq-rr", NULL},
  {"sameframe:nothing sameframe:" CODE, CODE, NULL},
  /* In a sentence. */
  {"Click sameframe:" CODE "?server=wss://a.org/v1.", CODE, "wss://a.org/v1"},
  {"(sameframe:" CODE "?server=wss://a.org/v1)", CODE, "wss://a.org/v1"},
  {"[sameframe:" CODE "?server=wss://a.org/v1]", CODE, "wss://a.org/v1"},
  {"<sameframe:" CODE "?server=wss://a.org/v1>, ok?", CODE, "wss://a.org/v1"},
  {"\"sameframe:" CODE "?server=wss://a.org/v1\"", CODE, "wss://a.org/v1"},
  {"*sameframe:" CODE "*", CODE, NULL},
  {"Sameframe: " CODE, CODE, NULL},
  {"7-zulu-yucatan or sameframe:" CODE, CODE, NULL},
  /* A server that a link may not name. */
  {"sameframe:" CODE "?server=ws://example.org/v1", CODE, NULL},
  {"sameframe:" CODE "?server=ws://127.0.0.1.example.org/v1", CODE, NULL},
  {"sameframe:" CODE "?server=ws://localhost@example.org/v1", CODE, NULL},
  {"sameframe:" CODE "?server=wss://user:secret@example.org/v1", CODE, NULL},
  {"sameframe:" CODE "?server=https://example.org/v1", CODE, NULL},
  {"sameframe:" CODE "?server=wss:example.org", CODE, NULL},
  {"sameframe:" CODE "?server=wss:///v1", CODE, NULL},
  {"sameframe:" CODE "?server=wss://example.org:99999/v1", CODE, NULL},
  {"sameframe:" CODE "?server=wss://example.org/v1%3Fa", CODE, NULL},
  {"sameframe:" CODE "?server=wss://example.org/v1%23a", CODE, NULL},
  {"sameframe:" CODE "?server=wss://example.org/%0Av1", CODE, NULL},
  {"sameframe:" CODE "?server=wss://ex%C3%A4mple.org/v1", CODE, NULL},
  {"sameframe:" CODE "?server=wss://example.org/%00", CODE, NULL},
  {"sameframe:" CODE "?server=wss://example.org/%zz", CODE, NULL},
  {"sameframe:" CODE "?server=", CODE, NULL},
  {"sameframe:" CODE "?server", CODE, NULL},
  {"sameframe:" CODE "?", CODE, NULL},
  {"sameframe:" CODE "#?server=wss://example.org/v1", CODE, NULL},
  /* No code in it. */
  {"sameframe:", NULL, NULL},
  {"sameframe:?server=wss://example.org/v1", NULL, NULL},
  {"sameframe:742-zulu?server=wss://example.org/v1", NULL, NULL},
};

static void
test_uris (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autofree char *server = NULL;
    g_autofree char *code = sf_share_code_find (uris[i].text, &server);

    if (g_strcmp0 (code, uris[i].code) != 0 || g_strcmp0 (server, uris[i].server) != 0)
      g_test_message ("in: %s", uris[i].text);
    g_assert_cmpstr (code, ==, uris[i].code);
    g_assert_cmpstr (server, ==, uris[i].server);
  }
}

static void
test_long_server (void)
{
  g_autofree char *path = g_strnfill (300, 'a');
  g_autofree char *uri = g_strconcat ("sameframe:" CODE "?server=wss://a.org/", path, NULL);
  g_autofree char *server = NULL;
  g_autofree char *code = sf_share_code_find (uri, &server);

  g_assert_cmpstr (code, ==, CODE);
  g_assert_null (server);
}

static void
test_round_trip (void)
{
  static const char *const servers[] = {"wss://example.org/v1",
                                        "wss://example.org:4000/a%20b&c=d+e", "ws://[::1]:4000/v1"};

  for (gsize i = 0; i < G_N_ELEMENTS (servers); i++) {
    g_autofree char *made = sf_share_code_generate ("742", 3);
    g_autofree char *uri = sf_share_code_to_uri (made, servers[i]);
    g_autofree char *server = NULL;
    g_autofree char *code = sf_share_code_find (uri, &server);

    g_assert_cmpstr (code, ==, made);
    g_assert_cmpstr (server, ==, servers[i]);
  }
}

/* What costs most: as many numbers and near words as the limit allows. */
static void
test_long_text (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *none = NULL;
  g_autofree char *code = NULL;

  while (text->len + 22 + sizeof CODE < SF_CODE_TEXT_MAX_SIZE)
    g_string_append (text, "1-qqqqqqqqq-qqqqqqqqq ");
  none = sf_share_code_find (text->str, NULL);
  g_assert_null (none);

  g_string_append (text, CODE);
  code = sf_share_code_find (text->str, NULL);
  g_assert_cmpstr (code, ==, CODE);

  while (text->len <= SF_CODE_TEXT_MAX_SIZE)
    g_string_append_c (text, ' ');
  g_clear_pointer (&code, g_free);
  code = sf_share_code_find (text->str, NULL);
  g_assert_null (code);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/share-code/find/sentences", test_sentences);
  g_test_add_func ("/net/share-code/find/uris", test_uris);
  g_test_add_func ("/net/share-code/find/long-server", test_long_server);
  g_test_add_func ("/net/share-code/find/round-trip", test_round_trip);
  g_test_add_func ("/net/share-code/find/long-text", test_long_text);
  return g_test_run ();
}
