{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "bNV8L4hOL1owc5au5o7Cpo8eSzK0Yr5mhpN/XDIZ0EsoHmA+kAgs07jNc12owz6v3B38HLB+vEjI2aKxqS+qDw=="
}
