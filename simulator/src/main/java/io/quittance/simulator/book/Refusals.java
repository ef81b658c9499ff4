package io.quittance.simulator.book;

import io.quittance.core.event.Outcome;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.simulator.book.Draws.Purpose;
import io.quittance.simulator.record.RecordWriter;
import io.quittance.simulator.record.SimulatedRecord;
import io.quittance.simulator.scenario.SimulationConfig;
import java.util.List;

/// How debtors withdraw consent: by a keyword in reply to a message, by saying so, or unprompted.
/// Refusals become known after the day's last contact.
final class Refusals {

  private static final long EVENING = 27 * 3_600 + 1_800;
  private static final double BY_KEYWORD = 0.6;
  private static final double UNPROMPTED = 0.00015;

  /// The channels that a keyword revokes at once, as a precaution.
  private static final List<Channel> REVOKED = List.of(Channel.CALL, Channel.SMS, Channel.EMAIL);

  private final SimulationConfig config;
  private final Draws draws;
  private final RecordWriter writer;

  Refusals(SimulationConfig config, Draws draws, RecordWriter writer) {
    this.config = config;
    this.draws = draws;
    this.writer = writer;
  }

  /// Adds the refusal that a contact by a channel provokes.
  void provoked(SimulatedAccount account, Channel channel, int day, List<SimulatedRecord> records) {
    double u = draws.uniform(account.number, day, Purpose.REPLY_WORD);
    boolean written = channel == Channel.SMS || channel == Channel.EMAIL;
    account.debtor.optOut(channel, day);
    if (!written || u >= BY_KEYWORD) {
      add(records, day, "opt-out", new Outcome.OptedOut(account.id, channel));
      return;
    }
    REVOKED.forEach(revoked -> account.debtor.refuse(revoked, day));
    ReplyWord[] words = ReplyWord.values();
    ReplyWord word = words[(int) (u / BY_KEYWORD * words.length)];
    add(records, day, "reply", new Outcome.ReplyReceived(account.id, channel, word));
  }

  void unprompted(SimulatedAccount account, int day, List<SimulatedRecord> records) {
    if (draws.happens(UNPROMPTED, account.number, day, Purpose.UNPROMPTED_OPT_OUT)) {
      Channel[] channels = Channel.values();
      int which =
          draws.between(account.number, -day, Purpose.UNPROMPTED_OPT_OUT, 0, channels.length - 1);
      account.debtor.optOut(channels[which], day);
      add(records, day, "refusal", new Outcome.OptedOut(account.id, channels[which]));
    }
  }

  private void add(List<SimulatedRecord> records, int day, String name, Outcome outcome) {
    writer.contact(records, day, name, config.at(day, EVENING), () -> outcome);
  }
}
