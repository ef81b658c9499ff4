package io.quittance.retraining.job;

import io.quittance.retraining.candidate.BuildCandidate;
import io.quittance.retraining.candidate.FetchDataset;
import io.quittance.retraining.candidate.FindChampion;
import io.quittance.retraining.candidate.RegisterCandidate;
import io.quittance.retraining.candidate.TrainingConfig;
import io.quittance.retraining.peer.FeedbackClient;
import io.quittance.retraining.peer.RegistryClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Puts the plain classes together.
@Singleton
final class JobProducer {

  @Produces
  @Singleton
  Workspace workspace(@ConfigProperty(name = "quittance.data-dir") String directory) {
    return new Workspace(Path.of(directory));
  }

  @Produces
  @Singleton
  RunJob runJob(
      JobLog log,
      Workspace workspace,
      TrainingConfig config,
      @RestClient FeedbackClient feedback,
      @RestClient RegistryClient registry,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    return new RunJob(
        log,
        workspace,
        new FetchDataset(
            feedback, config.datasetPatience(), config.maxRows(), config.maxDatasetBytes()),
        new FindChampion(registry),
        new RegisterCandidate(registry),
        new BuildCandidate(config, version));
  }
}
