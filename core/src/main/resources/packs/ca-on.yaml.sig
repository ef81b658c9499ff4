{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "1xJEhWNCFUiyn0LHsjXclT9sXSWXdHdcEiG93ih4PVil92XuPY8/Fj1sr9Y30RL2Zv7BRbzoXIZdQqjJknQCAg=="
}
