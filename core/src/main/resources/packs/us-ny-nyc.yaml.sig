{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "T22F2Q9BKOyrkzSpB9mwdefDVDnwsNPOpx70dVRYUNCAAbRGBQk+dMWMoyaqQCMfn+toCjh3QfTiuuQ3EDbUCw=="
}
