/* Which numbers are given out, and when again. */

#include "net/server/sf-nameplates.h"

#define APPID "example.org/test"

typedef struct {
  SfNameplates *nameplates;
  GPtrArray *mailboxes;
} Fixture;

static void
set_up (Fixture *self, gconstpointer user_data)
{
  self->nameplates = sf_nameplates_new (100000);
  self->mailboxes = g_ptr_array_new_with_free_func ((GDestroyNotify) sf_mailbox_free);
}

static void
tear_down (Fixture *self, gconstpointer user_data)
{
  sf_nameplates_free (self->nameplates);
  g_ptr_array_unref (self->mailboxes);
}

static SfMailbox *
hold (Fixture *self, const char *number)
{
  g_autofree char *key = sf_nameplate_make_key (APPID, number);
  SfMailbox *mailbox = sf_mailbox_new (g_strdup (key), number);

  g_ptr_array_add (self->mailboxes, mailbox);
  sf_nameplates_hold (self->nameplates, key, mailbox);

  return mailbox;
}

static SfMailbox *
find (Fixture *self, const char *appid, const char *number)
{
  g_autofree char *key = sf_nameplate_make_key (appid, number);

  return sf_nameplates_find (self->nameplates, key);
}

static void
test_valid (void)
{
  g_assert_true (sf_nameplate_is_valid ("0"));
  g_assert_true (sf_nameplate_is_valid ("1234567890123456789012345678901234567890"));
  g_assert_false (sf_nameplate_is_valid ("12345678901234567890123456789012345678901"));
  g_assert_false (sf_nameplate_is_valid (""));
  g_assert_false (sf_nameplate_is_valid ("12a"));
  g_assert_false (sf_nameplate_is_valid (" 1"));
  g_assert_false (sf_nameplate_is_valid ("-1"));
  g_assert_false (sf_nameplate_is_valid ("\xd9\xa1"));
}

static void
test_picks_three_digits (Fixture *self, gconstpointer user_data)
{
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *number = sf_nameplates_pick (self->nameplates, APPID);

    g_assert_true (sf_nameplate_is_valid (number));
    g_assert_cmpuint (strlen (number), ==, 3);
    g_assert_true (number[0] != '0');
  }
}

/* Never a number in use, and one more digit once half of the shorter ones are taken. */
static void
test_picks_free_and_longer (Fixture *self, gconstpointer user_data)
{
  guint n_by_length[6] = {0};

  for (guint i = 0; i < 6000; i++) {
    g_autofree char *number = sf_nameplates_pick (self->nameplates, APPID);

    g_assert_null (find (self, APPID, number));
    hold (self, number);
    n_by_length[strlen (number)]++;
  }

  g_assert_cmpuint (n_by_length[3], ==, 450);
  g_assert_cmpuint (n_by_length[4], ==, 4500);
  g_assert_cmpuint (n_by_length[5], ==, 1050);
}

static void
test_applications_do_not_meet (Fixture *self, gconstpointer user_data)
{
  SfMailbox *mailbox = hold (self, "123");

  g_assert_true (find (self, APPID, "123") == mailbox);
  g_assert_null (find (self, "example.org/other", "123"));
}

static void
test_cools_down (Fixture *self, gconstpointer user_data)
{
  SfMailbox *mailbox = hold (self, "123");
  gint64 released_us = 1000, due_us = released_us + SF_NAMEPLATE_COOLING_US;

  g_assert_cmpint (sf_nameplates_expire (self->nameplates, 0), ==, G_MAXINT64);
  sf_nameplates_release (self->nameplates, mailbox, released_us);
  g_assert_null (mailbox->nameplate_key);
  g_assert_null (find (self, APPID, "123"));

  g_assert_cmpint (sf_nameplates_expire (self->nameplates, due_us - 1), ==, due_us);
  g_assert_cmpuint (sf_nameplates_get_size (self->nameplates), ==, 1);
  g_assert_cmpint (sf_nameplates_expire (self->nameplates, due_us), ==, G_MAXINT64);
  g_assert_cmpuint (sf_nameplates_get_size (self->nameplates), ==, 0);
}

/* While it cools down, no number is picked again: with half of them cooling, none comes twice. */
static void
test_cooling_is_not_picked (Fixture *self, gconstpointer user_data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 450; i++) {
    char *number = sf_nameplates_pick (self->nameplates, APPID);

    sf_nameplates_release (self->nameplates, hold (self, number), 0);
    g_assert_true (g_hash_table_add (seen, number));
  }
}

/* Two people who agreed upon a number may use it at any time. */
static void
test_cooling_can_be_held (Fixture *self, gconstpointer user_data)
{
  SfMailbox *again;

  sf_nameplates_release (self->nameplates, hold (self, "123"), 0);
  again = hold (self, "123");
  g_assert_true (find (self, APPID, "123") == again);
  sf_nameplates_expire (self->nameplates, 2 * SF_NAMEPLATE_COOLING_US);
  g_assert_true (find (self, APPID, "123") == again);
  g_assert_cmpuint (sf_nameplates_get_size (self->nameplates), ==, 1);
}

static void
test_cooling_is_bounded (Fixture *self, gconstpointer user_data)
{
  g_autoptr (SfNameplates) few = sf_nameplates_new (10);

  sf_nameplates_free (self->nameplates);
  self->nameplates = g_steal_pointer (&few);
  for (guint i = 100; i < 200; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i);

    sf_nameplates_release (self->nameplates, hold (self, number), i);
  }
  g_assert_cmpuint (sf_nameplates_get_size (self->nameplates), ==, 10);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/server/nameplates/valid", test_valid);
  ADD ("/net/server/nameplates/picks-three-digits", test_picks_three_digits);
  ADD ("/net/server/nameplates/picks-free-and-longer", test_picks_free_and_longer);
  ADD ("/net/server/nameplates/applications-do-not-meet", test_applications_do_not_meet);
  ADD ("/net/server/nameplates/cools-down", test_cools_down);
  ADD ("/net/server/nameplates/cooling-is-not-picked", test_cooling_is_not_picked);
  ADD ("/net/server/nameplates/cooling-can-be-held", test_cooling_can_be_held);
  ADD ("/net/server/nameplates/cooling-is-bounded", test_cooling_is_bounded);
  return g_test_run ();
}
