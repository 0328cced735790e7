/* The first page: what this is, in three lines. */

#include "ui/sf-welcome-page.h"

#include "ui/sf-resources.h"

struct _SfWelcomePage {
  SfPage parent_instance;

  GtkWidget *name_row;
};

G_DEFINE_FINAL_TYPE (SfWelcomePage, sf_welcome_page, SF_TYPE_PAGE)

static void
on_start (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SfPage *page = user_data;
  SfBooth *booth = sf_page_get_booth (page);

  g_settings_set_boolean (sf_booth_get_settings (booth), "first-run", FALSE);
  gtk_widget_activate_action (GTK_WIDGET (page), "win.home", NULL);
}

static void
on_back (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (user_data, "win.home", NULL);
}

/* The first time there is nothing to go back to. */
static void
sf_welcome_page_map (GtkWidget *widget)
{
  SfPage *page = SF_PAGE (widget);
  GSettings *settings = sf_booth_get_settings (sf_page_get_booth (page));

  sf_page_enable_action (page, "back", !g_settings_get_boolean (settings, "first-run"));

  GTK_WIDGET_CLASS (sf_welcome_page_parent_class)->map (widget);
}

static void
sf_welcome_page_constructed (GObject *object)
{
  SfWelcomePage *self = SF_WELCOME_PAGE (object);
  GSettings *settings = sf_booth_get_settings (sf_page_get_booth (SF_PAGE (self)));

  G_OBJECT_CLASS (sf_welcome_page_parent_class)->constructed (object);

  g_settings_bind (settings, "display-name", self->name_row, "text", G_SETTINGS_BIND_DEFAULT);
}

static void
sf_welcome_page_class_init (SfWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = sf_welcome_page_constructed;
  widget_class->map = sf_welcome_page_map;

  gtk_widget_class_set_template_from_resource (widget_class, SF_RESOURCES "sf-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SfWelcomePage, name_row);
}

static void
sf_welcome_page_init (SfWelcomePage *self)
{
  static const GActionEntry actions[] = {
    {.name = "back", .activate = on_back},
    {.name = "start", .activate = on_start},
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  sf_page_add_actions (SF_PAGE (self), actions, G_N_ELEMENTS (actions));
}
