{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "/n/zDVzxxOAeEQY0GI7YvIWYcMoUEGpC3XynPGpLAI6LxDgdmt4c9D5cpUALnaZ0cMYKzC4GKM/oZDewOOrwCg=="
}
