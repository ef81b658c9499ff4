/// What the registry adds to the problems and limits that all services share.
@NullMarked
package io.quittance.registry.web;

import org.jspecify.annotations.NullMarked;
