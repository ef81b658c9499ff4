@NullMarked
package io.quittance.e2e.bench.service;

import org.jspecify.annotations.NullMarked;
