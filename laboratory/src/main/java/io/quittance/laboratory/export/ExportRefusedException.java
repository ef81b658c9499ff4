package io.quittance.laboratory.export;

/// The exported model does not compute what the trained one does. Nothing is registered then.
public final class ExportRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ExportRefusedException(String message) {
    super(message);
  }
}
