{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "pRqVBxObov9QM7DgqGxtYIWw2HAxc4rBf8HdFymhe47HLELuVbUYDSs8ix2oFR6Xe7h6s9Sx2/FhWhDd3txgCA=="
}
