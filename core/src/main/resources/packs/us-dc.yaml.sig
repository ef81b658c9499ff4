{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "ead10smD/1FJHWXbEUFjwHTQ24oR+XfoUUX+vGzc/ENnotz6IC+pVS7rHs5AtBGZVne2qwifpz5Pz6BmawJgBg=="
}
