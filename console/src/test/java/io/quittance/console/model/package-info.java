@NullMarked
package io.quittance.console.model;

import org.jspecify.annotations.NullMarked;
