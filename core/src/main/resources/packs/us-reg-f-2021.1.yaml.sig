{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "YiHk7zDHhiPA4y/uOP5dnfGugPHdPEVkalaPRJMxrSw98ONat/DX+1Eq3gSoWJXFoHx0UbgbBffsy4BuTgtQDQ=="
}
