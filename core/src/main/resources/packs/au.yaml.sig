{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "dmtVjcBbgzQdTvVV5ZdDPOqJ9+CNRSoJCLTCoikhxa16x9UbMK5jc9euvEtSbii+yzc1AruLo3/AiiBJhk4PBw=="
}
