package io.quittance.retraining.job;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quittance.messaging.lease.LeaseConfig;
import io.quittance.retraining.candidate.BuildSettings;
import io.quittance.retraining.candidate.FetchDataset;
import io.quittance.retraining.candidate.FindChampion;
import io.quittance.retraining.candidate.RegisterCandidate;
import io.quittance.retraining.candidate.TrainingConfig;
import io.quittance.retraining.peer.FeedbackClient;
import io.quittance.retraining.peer.RegistryClient;
import io.quittance.retraining.trainer.TrainerCommand;
import io.quittance.retraining.trainer.TrainerConfig;
import io.quittance.retraining.trainer.TrainerProcess;
import io.quittance.web.artifact.ArtifactClient;
import io.quittance.web.artifact.OidcTokens;
import io.quittance.web.artifact.RegistryConnection;
import io.quittance.web.artifact.RegistryReader;
import io.quittance.web.artifact.Timeouts;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Wires the plain classes that run a job.
@Singleton
final class JobProducer {

  /// The longest silence of the feedback service during a download.
  private static final Duration SILENCE = Duration.ofMinutes(1);

  @Produces
  @Singleton
  Workspace workspace(@ConfigProperty(name = "quittance.data-dir") String directory) {
    return new Workspace(Path.of(directory));
  }

  @Produces
  @Singleton
  RegistryReader registryReader(
      RegistryConnection connection, OidcClient tokens, TlsConfigurationRegistry tls) {
    return RegistryReader.of(connection, tokens, tls);
  }

  void close(@Disposes RegistryReader reader) {
    reader.close();
  }

  @Produces
  @Singleton
  FetchDataset.Source datasets(
      @ConfigProperty(name = "quittance.feedback.url") URI feedback,
      RegistryConnection connection,
      TrainingConfig config,
      OidcClient tokens,
      TlsConfigurationRegistry tls) {
    Timeouts timeouts =
        new Timeouts(connection.connectTimeout(), SILENCE, config.datasetDownloadTimeout());
    return new FetchDataset.Source(
        feedback, ArtifactClient.of(new OidcTokens(tokens, connection.timeout()), timeouts, tls));
  }

  void close(@Disposes FetchDataset.Source datasets) {
    datasets.client().close();
  }

  @Produces
  @Singleton
  RunJob runJob(
      Workspace workspace,
      TrainingConfig config,
      TrainerConfig trainer,
      LeaseConfig lease,
      FetchDataset.Source datasets,
      RegistryReader champions,
      @RestClient FeedbackClient feedback,
      @RestClient RegistryClient registry,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return new RunJob(
        workspace,
        new FetchDataset(
            feedback,
            datasets,
            config.datasetPatience(),
            config.maxRows(),
            config.maxDatasetBytes()),
        new FindChampion(champions),
        new RegisterCandidate(registry),
        new RunJob.Training(
            new TrainerProcess(TrainerCommand.of(trainer.heap()), trainer.silence()),
            BuildSettings.of(config),
            lease.duration().toSeconds(),
            version));
  }
}
