package io.quittance.testkit.violations.e2e.audit;

import io.quittance.testkit.violations.laboratory.fit.UsesFramework;

/// Judges the platform by the platform's own code.
record SharesCode(UsesFramework code) {}
