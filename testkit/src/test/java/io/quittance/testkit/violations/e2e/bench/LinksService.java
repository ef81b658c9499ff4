package io.quittance.testkit.violations.e2e.bench;

import io.quittance.testkit.violations.registry.catalog.CatalogEntry;

record LinksService(CatalogEntry entry) {}
