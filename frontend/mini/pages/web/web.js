// Our own pages in the mini-program's web view. `to`: the page that a message opens.
const door = require("../../door.js");

Page({
  data: { address: "", failed: false },

  onLoad(given) {
    this.to = given.to ? decodeURIComponent(given.to) : "";
    return this.open();
  },

  async open() {
    try {
      this.setData({ address: await door.addressOf(this.to), failed: false });
    } catch {
      this.setData({ failed: true });
    }
  },
});
