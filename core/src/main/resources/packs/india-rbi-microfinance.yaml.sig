{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "DbYKyWj9Bckbh0TKDMKcGaK2IylOJdTuB3FCTqubWoypekhrp3YX0mkDyXZQG73Ru6iLtEIOJe4OYBaW1jFnDw=="
}
