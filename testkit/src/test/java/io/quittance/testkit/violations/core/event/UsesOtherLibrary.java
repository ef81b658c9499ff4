package io.quittance.testkit.violations.core.event;

import org.awaitility.core.ConditionFactory;

record UsesOtherLibrary(ConditionFactory factory) {}
