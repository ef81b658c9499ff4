{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "lBrinb4NIqv5f++x3YFqd5OPPSv3kKmsPEzkE7doyeuT5vUkyDZ1+Fa3ePGdiuePuRlKw+hF3QJz/iKPNVVwCQ=="
}
