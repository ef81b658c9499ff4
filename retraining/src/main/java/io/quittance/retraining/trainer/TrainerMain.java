package io.quittance.retraining.trainer;

import io.quittance.laboratory.dataset.LabelledRows;
import io.quittance.laboratory.evaluation.Champion;
import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.ParquetRows;
import io.quittance.retraining.candidate.ParquetWeeks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The process that trains: reads an order, builds the candidate, and writes bundle and evidence.
public final class TrainerMain {

  private TrainerMain() {}

  public static void main(String[] arguments) {
    TrainerSession.run(TrainerMain::build);
  }

  private static TrainerMessage.Done build(TrainerOrder order, TrainerSession session) {
    LabelledRows rows = ParquetRows.read(order.dataset());
    session.send(new TrainerMessage.Rows(rows.size(), rows.positives()));
    BuildCandidate.Candidate candidate =
        new BuildCandidate(order.settings(), order.version())
            .run(
                order.order(),
                rows,
                ParquetWeeks.read(order.dataset()),
                () -> champion(session),
                Optional.of(order.journal()),
                new Progress(session));
    write(order.bundle(), candidate.bundle());
    write(order.evidence(), candidate.evidence());
    return new TrainerMessage.Done(
        candidate.comparedWith().orElse(null), candidate.findings().rows(), candidate.metrics());
  }

  private static Optional<Champion> champion(TrainerSession session) {
    ChampionFile champion = session.champion();
    Path bundle = champion.bundle();
    try {
      return bundle == null
          ? Optional.empty()
          : Optional.of(Champion.of(champion.version(), Files.readAllBytes(bundle)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Passes stages and progress on.
  private record Progress(TrainerSession session) implements BuildCandidate.Stages {

    @Override
    public void enter(BuildCandidate.Stage stage, String detail) {
      session.send(new TrainerMessage.Entered(stage, detail));
    }

    @Override
    public void progress(int percent, String message) {
      session.send(new TrainerMessage.Progress(percent, message));
    }

    @Override
    public void check() {
      session.alive();
    }
  }
}
