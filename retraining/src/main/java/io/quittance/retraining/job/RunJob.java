package io.quittance.retraining.job;

import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.BuildSettings;
import io.quittance.retraining.candidate.FetchDataset;
import io.quittance.retraining.candidate.FindChampion;
import io.quittance.retraining.candidate.RegisterCandidate;
import io.quittance.retraining.candidate.RegisterCandidate.StaleEvidenceException;
import io.quittance.retraining.lifecycle.JobEvent;
import io.quittance.retraining.lifecycle.JobState;
import io.quittance.retraining.peer.PeerException;
import io.quittance.retraining.peer.RegistryClient;
import io.quittance.retraining.trainer.TrainerListener;
import io.quittance.retraining.trainer.TrainerOrder;
import io.quittance.retraining.trainer.TrainerProcess;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Runs one job from its current state to its end.
///
/// The training itself runs in a process of its own, so nothing that it does can end this one.
///
/// An interrupted job reuses its stored data set, and its stored bundle once it has one. A model
/// that was only in memory is trained again, and the search resumes from its journal. Training is
/// deterministic, so the bundle has the same bytes, and the registry recognises it by its digest.
final class RunJob {

  private static final int MAX_COMPARISONS = 3;

  private final Workspace workspace;
  private final FetchDataset fetch;
  private final FindChampion champion;
  private final RegisterCandidate register;
  private final Training training;

  RunJob(
      Workspace workspace,
      FetchDataset fetch,
      FindChampion champion,
      RegisterCandidate register,
      Training training) {
    this.workspace = workspace;
    this.fetch = fetch;
    this.champion = champion;
    this.register = register;
    this.training = training;
  }

  /// How candidates are built.
  ///
  /// @param patience for how many seconds this process may be silent before its trainer ends
  record Training(TrainerProcess trainer, BuildSettings settings, long patience, String version) {}

  /// A stored bundle with its evidence, ready for registration.
  private record Prepared(
      String bundleSha256,
      String evidenceSha256,
      Optional<Integer> comparedWith,
      long rows,
      Map<String, Double> metrics) {}

  /// Blocks until the job is done or rejected.
  ///
  /// @param log stores the progress of the job
  /// @param mayContinue asked between stages and training rounds
  /// @return the final state
  /// @throws RuntimeException one of those that [JobFailure] describes
  /// @throws CancellationException when the job may not continue
  JobState run(Job job, JobWriter log, BooleanSupplier mayContinue) {
    Stages stages = new Stages(job, log, mayContinue);
    for (int comparison = 1; ; comparison++) {
      try {
        Prepared prepared =
            comparison == 1
                ? stored(job).orElseGet(() -> prepare(job, stages))
                : prepare(job, stages);
        return register(job, prepared, stages);
      } catch (StaleEvidenceException e) {
        if (comparison == MAX_COMPARISONS) {
          throw PeerException.unreachable(
              "the champion changed " + MAX_COMPARISONS + " times during the comparison");
        }
      }
    }
  }

  /// Returns what an interrupted run prepared for registration, if its files are intact.
  private Optional<Prepared> stored(Job job) {
    if (job.state() != JobState.REGISTERING
        || job.bundleSha256 == null
        || job.evidenceSha256 == null
        || job.rows == null
        || job.metrics == null) {
      return Optional.empty();
    }
    Workspace.Folder files = workspace.of(job.id);
    boolean intact = files.hasBundle(job.bundleSha256) && files.hasEvidence(job.evidenceSha256);
    return intact
        ? Optional.of(
            new Prepared(
                job.bundleSha256,
                job.evidenceSha256,
                Optional.ofNullable(job.comparedWith),
                job.rows,
                job.metrics))
        : Optional.empty();
  }

  private Prepared prepare(Job job, Stages stages) {
    Workspace.Folder files = workspace.of(job.id);
    String digest = dataset(job, files, stages);
    TrainerProcess.Result result =
        training.trainer.run(
            new TrainerOrder(
                order(job, digest),
                training.settings,
                files.dataset().toAbsolutePath(),
                files.search().toAbsolutePath(),
                files.newBundle().toAbsolutePath(),
                files.newEvidence().toAbsolutePath(),
                training.patience,
                training.version),
            files.directory(),
            stages);
    String bundle = files.keepBundle();
    String evidence = files.keepEvidence();
    stages.log.change(
        job.id,
        stored -> {
          stored.metrics = result.metrics();
          stored.bundleSha256 = bundle;
          stored.evidenceSha256 = evidence;
          stored.comparedWith = result.comparedWith().orElse(null);
          stored.percent = 90;
        });
    return new Prepared(bundle, evidence, result.comparedWith(), result.rows(), result.metrics());
  }

  private String dataset(Job job, Workspace.Folder files, Stages stages) {
    String known = job.datasetSha256;
    if (known != null && files.hasDataset(known)) {
      return known;
    }
    stages.apply(
        JobEvent.FETCH_STARTED, "requesting labelled decisions from " + job.from + " to " + job.to);
    String digest = fetch.run(job.model, job.from, job.to, files.dataset());
    stages.log.change(job.id, stored -> stored.datasetSha256 = digest);
    job.datasetSha256 = digest;
    return digest;
  }

  private static BuildCandidate.Order order(Job job, String digest) {
    return new BuildCandidate.Order(
        job.model,
        job.id.toString(),
        JobViews.wireName(job.cause),
        job.requestedBy,
        job.requestedAt,
        job.from,
        job.to,
        digest);
  }

  private JobState register(Job job, Prepared prepared, Stages stages) {
    stages.apply(JobEvent.REGISTRATION_STARTED, "registering bundle " + prepared.bundleSha256());
    Workspace.Folder files = workspace.of(job.id);
    RegistryClient.Registered registered =
        register.run(
            job.model,
            files.readBundle(),
            files.readEvidence(),
            new RegistryClient.Registration(
                prepared.bundleSha256(),
                prepared.evidenceSha256(),
                prepared.comparedWith().orElse(null),
                job.id.toString(),
                job.id.toString(),
                String.valueOf(job.datasetSha256),
                job.from,
                job.to,
                prepared.rows(),
                prepared.metrics()));
    RegistryClient.Gate gate = registered.gate();
    JobState end =
        stages.log.apply(
            job.id,
            registered.state().equals("rejected")
                ? JobEvent.VERSION_REJECTED
                : JobEvent.VERSION_ACCEPTED,
            "version "
                + registered.version()
                + " is "
                + registered.state()
                + (gate == null ? "" : ": " + gate.explanation()),
            stored -> {
              stored.version = registered.version();
              stored.verdict = gate == null ? null : gate.verdict();
            });
    files.delete();
    return end;
  }

  /// Stores stages and progress, delivers the champion, and ends the work when the worker stops.
  private final class Stages implements TrainerListener {
    private final Job job;
    private final JobWriter log;
    private final BooleanSupplier mayContinue;

    private Stages(Job job, JobWriter log, BooleanSupplier mayContinue) {
      this.job = job;
      this.log = log;
      this.mayContinue = mayContinue;
    }

    @Override
    public void enter(BuildCandidate.Stage stage, String detail) {
      apply(
          switch (stage) {
            case TRAINING -> JobEvent.TRAINING_STARTED;
            case EVALUATING -> JobEvent.EVALUATION_STARTED;
            case EXPORTING -> JobEvent.EXPORT_STARTED;
          },
          detail);
    }

    private void apply(JobEvent event, String detail) {
      check();
      log.apply(job.id, event, detail);
    }

    @Override
    public void read(int rows, int positives) {
      log.change(
          job.id,
          stored -> {
            stored.rows = rows;
            stored.positives = positives;
          });
    }

    @Override
    public Optional<FindChampion.Serving> champion() {
      return champion.run(job.model);
    }

    @Override
    public void progress(int percent, String message) {
      check();
      log.progress(job.id, percent, message);
    }

    @Override
    public void check() {
      if (!mayContinue.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        throw new CancellationException("the worker is stopping");
      }
    }
  }
}
