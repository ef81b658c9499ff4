/// The fault laboratory, `./quittance faults`: starts the platform, drives load, injects a fault
/// and lets the auditor judge.
@NullMarked
package io.quittance.e2e.faults;

import org.jspecify.annotations.NullMarked;
