package io.quittance.console.model;

import io.quittance.console.remote.Answer;
import io.quittance.console.remote.Services;
import io.quittance.console.shell.Frame;
import io.quittance.console.shell.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pages of models show.
final class ModelPages {

  private ModelPages() {}

  /// The list of models.
  record ModelList(Frame frame, List<Shown> models) {}

  /// A model with its newest versions.
  record Shown(Registered.Model model, Answer<Registered.Versions> versions) {}

  /// One version.
  ///
  /// @param notice what the person has just done, or why it was refused; null when they came to
  ///   look
  record VersionPage(
      Frame frame,
      Person person,
      Registered.Version version,
      @Nullable Integer champion,
      List<FourEyes.Step> steps,
      List<Act> acts,
      List<Registered.Step> history,
      @Nullable String notice) {

    /// Returns the address of the page.
    public String path() {
      return path(version);
    }

    static String path(Registered.Version version) {
      return "/models/%s/%d".formatted(Services.part(version.model()), version.version());
    }
  }

  /// The page that asks once more before something changes.
  ///
  /// @param effect what will change
  /// @param error what is wrong with the form; null at first
  /// @param reason as it was typed
  record ConfirmPage(
      Frame frame,
      Registered.Version version,
      Act.Kind kind,
      String effect,
      @Nullable String error,
      String reason) {

    public String path() {
      return VersionPage.path(version);
    }
  }
}
