package io.quittance.testkit.violations.scoring.account;

import io.quittance.testkit.violations.registry.catalog.CatalogEntry;

record UsesOtherService(CatalogEntry secret) {}
