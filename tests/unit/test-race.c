/* The race between places: whatever the order, both sides take the same one, and early. */

#include "net/rendezvous/sf-race.h"

typedef struct {
  const char *name;
  gboolean is_creator;
  guint8 winner; /* s, l or - */
  /* S L: server, LAN tried; s l: confirmed; n m: named by the creator; x y: lost */
  const char *events;
} Row;

static const Row rows[] = {
  {"creator-takes-the-first", TRUE, 's', "SLs"},
  {"creator-takes-the-first-lan", TRUE, 'l', "SLl"},
  {"creator-keeps-the-first", TRUE, 'l', "SLls"},
  {"creator-waits", TRUE, '-', "SL"},
  {"creator-goes-on-without-the-server", TRUE, 'l', "SLxl"},
  {"joiner-with-one-place-need-not-wait", FALSE, 's', "Ss"},
  {"joiner-on-the-lan-need-not-wait", FALSE, 'l', "Ll"},
  {"joiner-waits-while-two-are-tried", FALSE, '-', "SLs"},
  {"joiner-waits-while-two-are-confirmed", FALSE, '-', "SLsl"},
  {"joiner-follows-the-creator", FALSE, 's', "SLsn"},
  {"joiner-follows-the-creator-to-the-lan", FALSE, 'l', "SLslm"},
  {"joiner-does-not-follow-to-where-it-is-not", FALSE, '-', "SLsm"},
  {"joiner-keeps-the-first-name", FALSE, 'l', "SLslmn"},
  {"joiner-takes-what-is-left", FALSE, 's', "SLsy"},
  {"joiner-takes-what-is-left-on-the-lan", FALSE, 'l', "SLlx"},
  {"joiner-loses-both", FALSE, '-', "SLxy"},
  {"joiner-adopted-it-already", FALSE, 's', "SsLl"},
};

static void
apply (SfRace *race, char event)
{
  SfPlace winner = race->winner;
  gboolean decided;

  switch (event) {
  case 'S':
  case 'L':
    decided =
      sf_race_set_state (race, event == 'S' ? SF_PLACE_SERVER : SF_PLACE_LAN, SF_PLACE_TRYING);
    break;
  case 's':
  case 'l':
    decided =
      sf_race_set_state (race, event == 's' ? SF_PLACE_SERVER : SF_PLACE_LAN, SF_PLACE_CONFIRMED);
    break;
  case 'x':
  case 'y':
    decided =
      sf_race_set_state (race, event == 'x' ? SF_PLACE_SERVER : SF_PLACE_LAN, SF_PLACE_ABSENT);
    break;
  default:
    decided = sf_race_name (race, event == 'n' ? SF_PLACE_SERVER : SF_PLACE_LAN);
  }

  g_assert_cmpint (decided, ==, winner == SF_N_PLACES && race->winner != SF_N_PLACES);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  SfRace race;

  sf_race_init (&race, row->is_creator);
  for (const char *event = row->events; *event != '\0'; event++)
    apply (&race, *event);
  g_assert_cmpint (((const guint8 *) "sl-")[race.winner], ==, row->winner);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/net/race/", rows[i].name, NULL);
    g_test_add_data_func (path, &rows[i], test_row);
  }
  return g_test_run ();
}
