/* sf-ppm PICTURE: what Sameframe sees in a picture file, as a PPM on standard output. */

#include "app/image/sf-image.h"

#include <stdio.h>

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SfImage) image = argc == 2 ? sf_image_load_file (argv[1], &error) : NULL;

  if (image == NULL) {
    g_printerr ("%s\n", error != NULL ? error->message : "Usage: sf-ppm PICTURE");
    return 1;
  }

  printf ("P6\n%d %d\n255\n", image->width, image->height);
  for (int y = 0; y < image->height; y++)
    fwrite (image->pixels + (gsize) y * image->stride, 3, (gsize) image->width, stdout);

  return fflush (stdout) == 0 ? 0 : 1;
}
