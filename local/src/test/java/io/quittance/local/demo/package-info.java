@NullMarked
package io.quittance.local.demo;

import org.jspecify.annotations.NullMarked;
