package io.quittance.registry.mlflow.artifact;

import io.quittance.registry.artifact.ArtifactId;

/// A file and where its bytes are.
///
/// @param path below the folder that was asked for
public record StoredFile(String path, ArtifactId id, long bytes) {}
