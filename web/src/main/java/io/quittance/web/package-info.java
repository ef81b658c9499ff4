/// Defines the HTTP edge that all services share: callers, problems and strict JSON.
@NullMarked
package io.quittance.web;

import org.jspecify.annotations.NullMarked;
