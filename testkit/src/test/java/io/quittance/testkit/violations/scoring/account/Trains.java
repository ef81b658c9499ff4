package io.quittance.testkit.violations.scoring.account;

import io.quittance.testkit.violations.laboratory.fit.UsesFramework;

/// Uses more of the laboratory than its tables.
public record Trains(UsesFramework trainer) {}
