/* What the receiver of a live picture tells its sender: reports, what is missing, key frames. */

#include "app/media/sf-live-feedback.h"

#include "net/wire/sf-reader.h"
#include "net/wire/sf-writer.h"

static void
write_report (SfWriter *writer, const SfLiveReport *report)
{
  sf_writer_u32 (writer, report->time_us);
  sf_writer_u32 (writer, report->n_packets);
  sf_writer_u32 (writer, report->n_missed);
  sf_writer_u32 (writer, report->n_bytes);
  sf_writer_u32 (writer,
                 (guint32) CLAMP (report->least_delay_us, 0, SF_LIVE_FEEDBACK_MAX_DELAY_US));
  sf_writer_u32 (writer, (guint32) CLAMP (report->most_delay_us, 0, SF_LIVE_FEEDBACK_MAX_DELAY_US));
}

gsize
sf_live_feedback_write (const SfLiveFeedback *feedback, guint8 out[SF_LIVE_FEEDBACK_MAX_SIZE])
{
  SfWriter writer;

  g_return_val_if_fail (feedback->n_nacks <= SF_LIVE_FEEDBACK_MAX_NACKS, 0);

  sf_writer_init (&writer, out, SF_LIVE_FEEDBACK_MAX_SIZE);
  sf_writer_u8 (&writer, feedback->kind);
  sf_writer_u32 (&writer, feedback->stream);
  if (feedback->kind == SF_LIVE_FEEDBACK_REPORT)
    write_report (&writer, &feedback->report);
  if (feedback->kind == SF_LIVE_FEEDBACK_NACK) {
    sf_writer_u8 (&writer, (guint8) feedback->n_nacks);
    for (guint i = 0; i < feedback->n_nacks; i++)
      sf_writer_u16 (&writer, feedback->nacks[i]);
  }

  return writer.size;
}

static gint64
read_delay_us (SfReader *reader)
{
  guint32 delay_us = sf_reader_u32 (reader);

  if (delay_us > SF_LIVE_FEEDBACK_MAX_DELAY_US)
    sf_reader_fail (reader);
  return delay_us;
}

static void
read_report (SfReader *reader, SfLiveReport *report)
{
  report->time_us = sf_reader_u32 (reader);
  report->n_packets = sf_reader_u32 (reader);
  report->n_missed = sf_reader_u32 (reader);
  report->n_bytes = sf_reader_u32 (reader);
  report->least_delay_us = read_delay_us (reader);
  report->most_delay_us = read_delay_us (reader);
}

static void
read_nacks (SfReader *reader, SfLiveFeedback *feedback)
{
  feedback->n_nacks = sf_reader_u8 (reader);
  if (feedback->n_nacks == 0 || feedback->n_nacks > SF_LIVE_FEEDBACK_MAX_NACKS) {
    sf_reader_fail (reader);
    return;
  }

  for (guint i = 0; i < feedback->n_nacks; i++)
    feedback->nacks[i] = sf_reader_u16 (reader);
}

gboolean
sf_live_feedback_parse (SfLiveFeedback *ret_feedback, const guint8 *bytes, gsize size)
{
  SfLiveFeedback feedback = {0};
  SfReader reader;

  sf_reader_init (&reader, bytes, size);
  feedback.kind = sf_reader_u8 (&reader);
  feedback.stream = sf_reader_u32 (&reader);

  switch (feedback.kind) {
  case SF_LIVE_FEEDBACK_REPORT:
    read_report (&reader, &feedback.report);
    break;
  case SF_LIVE_FEEDBACK_NACK:
    read_nacks (&reader, &feedback);
    break;
  case SF_LIVE_FEEDBACK_PLI:
    break;
  default:
    sf_reader_fail (&reader);
  }

  if (!sf_reader_finish (&reader))
    return FALSE;

  *ret_feedback = feedback;
  return TRUE;
}
