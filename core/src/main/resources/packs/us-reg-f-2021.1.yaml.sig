{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "2O0NZ4pdC5QdrLoLEweWe/9UonQ/AOX30bAL90QsGTNxjIsW4dGFhokS/4LTcWebckPjwDzJCCZ9oPkrzBCoCQ=="
}
