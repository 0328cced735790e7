/* A camera that is a program: a node of PipeWire with a moving picture, for tests. */

#include <pipewire/pipewire.h>
#include <spa/param/video/format-utils.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/*
 * sf-virtual-camera NAME WIDTH HEIGHT FPS I420|GRAY8 [KEY=VALUE...]
 *
 * It prints a line whenever it can be captured: again and again, and by several at once. With an
 * FPS of 0 it never gives a picture, as if another program had the device.
 *
 * The upper rows say when the picture was made: from the left, bit i of the microseconds is a block
 * of 8 x 8 pixels, bright for 1.
 */
#define BLOCK 8
#define BITS 64
#define BRIGHT 235
#define DARK 16
#define POD_SIZE 1024

typedef struct {
  struct pw_main_loop *loop;
  struct pw_stream *stream;
  struct spa_source *timer;
  int width;
  int height;
  int fps;
  bool is_grey;
  uint64_t sequence;
} Camera;

static size_t
get_size (const Camera *self)
{
  size_t luma = (size_t) self->width * (size_t) self->height;

  return self->is_grey ? luma : luma * 3 / 2;
}

static void
draw (const Camera *self, uint8_t *pixels, uint64_t time_us)
{
  size_t width = (size_t) self->width;
  size_t luma = width * (size_t) self->height;

  for (size_t i = 0; i < luma; i++)
    pixels[i] = (uint8_t) (DARK + (i % width + i / width + self->sequence * 4) % (BRIGHT - DARK));
  for (size_t bit = 0; bit < BITS && bit * BLOCK + BLOCK <= width; bit++)
    for (size_t y = 0; y < BLOCK; y++)
      memset (pixels + y * width + bit * BLOCK, (time_us >> bit) & 1 ? BRIGHT : DARK, BLOCK);
  if (!self->is_grey) {
    memset (pixels + luma, 110, luma / 4);
    memset (pixels + luma + luma / 4, 150, luma / 4);
  }
}

static void
on_process (void *data)
{
  Camera *self = data;
  struct pw_buffer *buffer = pw_stream_dequeue_buffer (self->stream);
  struct spa_data *plane;
  struct spa_meta_header *header;
  struct timespec now;

  if (buffer == NULL)
    return;

  plane = &buffer->buffer->datas[0];
  clock_gettime (CLOCK_MONOTONIC, &now);
  now.tv_nsec -= now.tv_nsec % 1000;
  if (plane->data != NULL && plane->maxsize >= get_size (self))
    draw (self, plane->data, (uint64_t) SPA_TIMESPEC_TO_USEC (&now));
  header = spa_buffer_find_meta_data (buffer->buffer, SPA_META_Header, sizeof *header);
  if (header != NULL)
    *header = (struct spa_meta_header){.pts = SPA_TIMESPEC_TO_NSEC (&now), .seq = self->sequence};
  plane->chunk->offset = 0;
  plane->chunk->size = (uint32_t) get_size (self);
  plane->chunk->stride = self->width;
  self->sequence++;
  pw_stream_queue_buffer (self->stream, buffer);
}

static void
on_timer (void *data, uint64_t expirations)
{
  Camera *self = data;

  pw_stream_trigger_process (self->stream);
}

static void
on_state_changed (void *data,
                  enum pw_stream_state former,
                  enum pw_stream_state state,
                  const char *error)
{
  Camera *self = data;
  bool is_on = state == PW_STREAM_STATE_STREAMING && self->fps > 0;
  struct timespec interval = {0, is_on ? 1000000000 / self->fps : 0};

  pw_loop_update_timer (pw_main_loop_get_loop (self->loop), self->timer, &interval, &interval,
                        false);
  if (state == PW_STREAM_STATE_PAUSED)
    puts ("ready");
  if (state == PW_STREAM_STATE_ERROR || state == PW_STREAM_STATE_UNCONNECTED)
    pw_main_loop_quit (self->loop);
}

static void
on_param_changed (void *data, uint32_t id, const struct spa_pod *param)
{
  Camera *self = data;
  uint8_t memory[POD_SIZE];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (memory, sizeof memory);
  const struct spa_pod *params[2];

  if (param == NULL || id != SPA_PARAM_Format)
    return;

  params[0] = spa_pod_builder_add_object (
    &builder, SPA_TYPE_OBJECT_ParamBuffers, SPA_PARAM_Buffers, SPA_PARAM_BUFFERS_buffers,
    SPA_POD_CHOICE_RANGE_Int (8, 2, 16), SPA_PARAM_BUFFERS_blocks, SPA_POD_Int (1),
    SPA_PARAM_BUFFERS_size, SPA_POD_Int ((int) get_size (self)), SPA_PARAM_BUFFERS_stride,
    SPA_POD_Int (self->width));
  params[1] = spa_pod_builder_add_object (&builder, SPA_TYPE_OBJECT_ParamMeta, SPA_PARAM_Meta,
                                          SPA_PARAM_META_type, SPA_POD_Id (SPA_META_Header),
                                          SPA_PARAM_META_size,
                                          SPA_POD_Int ((int) sizeof (struct spa_meta_header)));
  pw_stream_update_params (self->stream, params, 2);
}

static const struct pw_stream_events stream_events = {
  .version = PW_VERSION_STREAM_EVENTS,
  .process = on_process,
  .state_changed = on_state_changed,
  .param_changed = on_param_changed,
};

static int
connect_stream (Camera *self)
{
  uint8_t memory[POD_SIZE];
  struct spa_pod_builder builder = SPA_POD_BUILDER_INIT (memory, sizeof memory);
  uint32_t format = self->is_grey ? SPA_VIDEO_FORMAT_GRAY8 : SPA_VIDEO_FORMAT_I420;
  struct spa_rectangle size = SPA_RECTANGLE ((uint32_t) self->width, (uint32_t) self->height);
  struct spa_fraction rate = SPA_FRACTION ((uint32_t) self->fps, 1);
  const struct spa_pod *params[1];

  params[0] = spa_pod_builder_add_object (
    &builder, SPA_TYPE_OBJECT_Format, SPA_PARAM_EnumFormat, SPA_FORMAT_mediaType,
    SPA_POD_Id (SPA_MEDIA_TYPE_video), SPA_FORMAT_mediaSubtype, SPA_POD_Id (SPA_MEDIA_SUBTYPE_raw),
    SPA_FORMAT_VIDEO_format, SPA_POD_Id (format), SPA_FORMAT_VIDEO_size, SPA_POD_Rectangle (&size),
    SPA_FORMAT_VIDEO_framerate, SPA_POD_Fraction (&rate));
  return pw_stream_connect (self->stream, PW_DIRECTION_OUTPUT, PW_ID_ANY,
                            PW_STREAM_FLAG_DRIVER | PW_STREAM_FLAG_MAP_BUFFERS, params, 1);
}

static struct pw_properties *
make_properties (const char *name, char **pairs)
{
  struct pw_properties *properties =
    pw_properties_new (PW_KEY_MEDIA_CLASS, "Video/Source", PW_KEY_MEDIA_ROLE, "Camera",
                       PW_KEY_NODE_NAME, name, PW_KEY_NODE_DESCRIPTION, name, NULL);

  for (; *pairs != NULL; pairs++) {
    char *value = strchr (*pairs, '=');

    if (value == NULL)
      continue;
    *value++ = '\0';
    pw_properties_set (properties, *pairs, value);
  }

  return properties;
}

static void
on_signal (void *data, int number)
{
  Camera *self = data;

  pw_main_loop_quit (self->loop);
}

static int
run (Camera *self, struct pw_core *core, struct pw_properties *properties)
{
  struct spa_hook listener = {0};
  int result;

  self->stream = pw_stream_new (core, "camera", properties);
  pw_stream_add_listener (self->stream, &listener, &stream_events, self);
  result = connect_stream (self);
  if (result >= 0)
    pw_main_loop_run (self->loop);
  spa_hook_remove (&listener);
  pw_stream_destroy (self->stream);

  return result >= 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  Camera self = {0};
  struct pw_loop *loop;
  struct pw_context *context;
  struct pw_core *core;
  int status = EXIT_FAILURE;

  if (argc < 6)
    return EXIT_FAILURE;

  setlinebuf (stdout);
  pw_init (NULL, NULL);
  self.width = atoi (argv[2]);
  self.height = atoi (argv[3]);
  self.fps = atoi (argv[4]);
  self.is_grey = strcmp (argv[5], "GRAY8") == 0;
  self.loop = pw_main_loop_new (NULL);
  loop = pw_main_loop_get_loop (self.loop);
  pw_loop_add_signal (loop, SIGTERM, on_signal, &self);
  self.timer = pw_loop_add_timer (loop, on_timer, &self);
  context = pw_context_new (loop, NULL, 0);
  core = pw_context_connect (context, NULL, 0);
  if (core != NULL) {
    status = run (&self, core, make_properties (argv[1], argv + 6));
    pw_core_disconnect (core);
  }
  pw_context_destroy (context);
  pw_main_loop_destroy (self.loop);
  pw_deinit ();

  return status;
}
