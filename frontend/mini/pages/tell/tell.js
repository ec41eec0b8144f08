// The first page, and the one shown again after submitting: asks with a tap, then opens the service.
const door = require("../../door.js");

Page({
  data: { again: false },

  onLoad(given) {
    this.setData({ again: given.again === "1" });
    this.templates = door.asked().catch(() => []);
  },

  async yes() {
    const templates = await this.templates;
    const answers = templates.length ? await door.ask(templates) : {};
    await door.report(answers).catch(() => undefined); // without it a short message comes instead
    this.go();
  },

  go() {
    if (this.data.again) return wx.navigateBack();
    wx.navigateTo({ url: "/pages/web/web" });
  },
});
