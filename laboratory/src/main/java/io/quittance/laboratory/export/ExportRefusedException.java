package io.quittance.laboratory.export;

/// Thrown when the exported model does not compute what the trained model does. Nothing is
/// registered in that case.
public final class ExportRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ExportRefusedException(String message) {
    super(message);
  }
}
