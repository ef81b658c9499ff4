package io.quittance.testkit.violations.scoring.account;

import io.quittance.testkit.violations.registry.catalog.Secret;

record Nosy(Secret secret) {}
