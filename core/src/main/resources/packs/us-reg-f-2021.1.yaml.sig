{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "Dl8NgZBXB0M/tVJFox5he0rF5CLUnueNMCTsVyvvebsTT+uSWekpTUPXhmqiUhDOkKgw5/7GZUPM9XXpsltgAA=="
}
