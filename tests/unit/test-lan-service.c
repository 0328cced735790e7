/* What is told on the LAN, and what is believed of what others tell. */

#include "net/lan/sf-lan-service.h"

#include <string.h>

static const struct {
  const char *strings; /* separated by commas */
  gboolean matches;    /* nameplate 742 */
} records[] = {
  {"v=1,np=742", TRUE},
  {"np=742,v=1", TRUE},
  {"V=1,NP=742", TRUE},
  {"v=1,new=thing,flag,np=742,=,", TRUE},
  {"v=1,v=2,np=742,np=743", TRUE}, /* the first counts */
  {"v=2,v=1,np=742", FALSE},
  {"v=1,np=743,np=742", FALSE},
  {"", FALSE},
  {"v=1", FALSE},
  {"np=742", FALSE},
  {"v=2,np=742", FALSE},
  {"v=,np=742", FALSE},
  {"v,np=742", FALSE},
  {"v=11,np=742", FALSE},
  {"v=1,np=74", FALSE},
  {"v=1,np=7420", FALSE},
  {"v=1,np= 742", FALSE},
  {"v=1,np=", FALSE},
  {"v=1,np", FALSE},
  {"v=1,xnp=742", FALSE},
  {"v=1,n=742", FALSE},
};

static GVariant *
make_txt (const char *strings)
{
  g_auto (GStrv) split = g_strsplit (strings, ",", 0);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (gsize i = 0; split[i] != NULL; i++)
    g_variant_builder_add_value (
      &builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, split[i], strlen (split[i]), 1));

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
test_records (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++) {
    g_autoptr (GVariant) txt = make_txt (records[i].strings);

    if (sf_lan_service_txt_matches (txt, "742") != records[i].matches)
      g_test_message ("record: %s", records[i].strings);
    g_assert_cmpint (sf_lan_service_txt_matches (txt, "742"), ==, records[i].matches);
  }
}

static void
test_own_record (void)
{
  g_autoptr (GVariant) txt = g_variant_ref_sink (sf_lan_service_make_txt ("742"));
  g_autoptr (GVariant) expected = make_txt ("v=1,np=742");

  g_assert_true (g_variant_equal (txt, expected));
  g_assert_true (sf_lan_service_txt_matches (txt, "742"));
  g_assert_false (sf_lan_service_txt_matches (txt, "743"));
}

/* Strings and records beyond what RFC 6763 allows are not looked at. */
static void
test_too_much (void)
{
  g_autofree char *zeros = g_strnfill (256, '0');
  g_autofree char *long_value = g_strconcat ("v=1,np=", zeros, NULL);
  g_autoptr (GVariant) long_txt = make_txt (long_value);
  g_autoptr (GString) many = g_string_new ("v=1");
  g_autoptr (GVariant) many_txt = NULL;

  g_assert_false (sf_lan_service_txt_matches (long_txt, zeros));

  for (int i = 0; i < 40; i++)
    g_string_append (many, ",x=y");
  g_string_append (many, ",np=742");
  many_txt = make_txt (many->str);
  g_assert_false (sf_lan_service_txt_matches (many_txt, "742"));
}

static const struct {
  const char *address;
  guint16 port;
  gboolean is_local;
  const char *url; /* NULL: of no use */
} addresses[] = {
  {"192.0.2.7", 4000, FALSE, "ws://192.0.2.7:4000/v1"},
  {"192.0.2.7", 4000, TRUE, "ws://192.0.2.7:4000/v1"},
  {"169.254.3.4", 65535, FALSE, "ws://169.254.3.4:65535/v1"},
  {"2001:db8::7", 1, FALSE, "ws://[2001:db8::7]:1/v1"},
  {"fd00::7", 4000, FALSE, "ws://[fd00::7]:4000/v1"},
  {"127.0.0.1", 4000, TRUE, "ws://127.0.0.1:4000/v1"},
  {"::1", 4000, TRUE, "ws://[::1]:4000/v1"},
  {"127.0.0.1", 4000, FALSE, NULL},
  {"127.8.9.1", 4000, FALSE, NULL},
  {"::1", 4000, FALSE, NULL},
  {"::ffff:127.0.0.1", 4000, FALSE, NULL},
  {"fe80::1", 4000, FALSE, NULL},
  {"fe80::1", 4000, TRUE, NULL},
  {"fe80::1%eth0", 4000, FALSE, NULL},
  {"0.0.0.0", 4000, FALSE, NULL},
  {"::", 4000, FALSE, NULL},
  {"224.0.0.251", 4000, FALSE, NULL},
  {"ff02::fb", 4000, FALSE, NULL},
  {"2001:DB8:0::7", 1, FALSE, "ws://[2001:db8::7]:1/v1"}, /* one way to write each */
  {"192.0.2.7", 0, FALSE, NULL},
  {"", 4000, FALSE, NULL},
  {"example.org", 4000, FALSE, NULL},
  {"192.0.2.7/", 4000, FALSE, NULL},
  {"192.0.2.7@example.org", 4000, FALSE, NULL},
  {"[fd00::7]", 4000, FALSE, NULL},
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autofree char *url =
      sf_lan_service_make_url (addresses[i].address, addresses[i].port, addresses[i].is_local);

    if (g_strcmp0 (url, addresses[i].url) != 0)
      g_test_message ("address: %s", addresses[i].address);
    g_assert_cmpstr (url, ==, addresses[i].url);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/lan-service/records", test_records);
  g_test_add_func ("/net/lan-service/own-record", test_own_record);
  g_test_add_func ("/net/lan-service/too-much", test_too_much);
  g_test_add_func ("/net/lan-service/addresses", test_addresses);
  return g_test_run ();
}
