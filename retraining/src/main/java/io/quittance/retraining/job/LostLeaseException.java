package io.quittance.retraining.job;

import io.quittance.messaging.lease.Lease;

/// Another process has taken over the worker's lease, so this one may write nothing about jobs.
final class LostLeaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostLeaseException(Lease lease) {
    super("another process has taken over " + lease.name() + " from " + lease.owner());
  }
}
