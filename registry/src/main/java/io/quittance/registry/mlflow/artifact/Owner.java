package io.quittance.registry.mlflow.artifact;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whose file a path names.
public sealed interface Owner {

  /// Returns the folder of the owner's files.
  String root();

  /// Reads the owner off a path; empty when nobody owns such a path.
  static Optional<Owner> of(FilePath path) {
    Matcher run = Run.ROOT.matcher(path.value());
    if (run.lookingAt()) {
      return Optional.of(new Run(Long.parseLong(run.group(1)), run.group(2)));
    }
    Matcher model = Model.ROOT.matcher(path.value());
    return model.lookingAt()
        ? Optional.of(new Model(Long.parseLong(model.group(1)), model.group(2)))
        : Optional.empty();
  }

  /// A run, whose files may change as long as it is not deleted.
  record Run(long experimentId, String runId) implements Owner {

    private static final Pattern ROOT =
        Pattern.compile("([0-9]{1,18})/([0-9a-f]{32})/artifacts(?=/)");

    @Override
    public String root() {
      return experimentId + "/" + runId + "/artifacts";
    }
  }

  /// A logged model, whose files are frozen as soon as it is ready.
  record Model(long experimentId, String modelId) implements Owner {

    private static final Pattern ROOT =
        Pattern.compile("([0-9]{1,18})/models/(m-[0-9a-f]{32})/artifacts(?=/)");

    @Override
    public String root() {
      return experimentId + "/models/" + modelId + "/artifacts";
    }
  }
}
