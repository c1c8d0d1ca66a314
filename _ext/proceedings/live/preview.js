/* Only in the preview: loads the page again when it was built anew, where the reader was, and shows what is wrong. */

(() => {
  'use strict';

  const AGAIN = 1000; // milliseconds, when the server is away

  const { mark } = document.currentScript.dataset;

  let box = null;

  const connect = () => {
    const server = new WebSocket(`ws://${location.host}/proceedings-live/pages`);
    server.onopen = () => server.send(mark);
    server.onmessage = (event) => {
      const news = JSON.parse(event.data);
      if (news.old) {
        reload();
      } else {
        show(news);
      }
    };
    server.onclose = () => setTimeout(connect, AGAIN);
  };

  /* Browsers keep the place, but only of a page that is all there. */
  const reload = () => {
    if (document.readyState === 'complete') {
      location.reload();
    } else {
      addEventListener('load', () => setTimeout(() => location.reload(), 0));
    }
  };

  const element = (name, text, style) => {
    const made = document.createElement(name);
    made.textContent = text;
    made.style.cssText = style;
    return made;
  };

  const show = ({ failed, problems }) => {
    const was = box && box.querySelector('details');
    const isOpen = was ? was.open : true;
    if (box) {
      box.remove();
      box = null;
    }
    if (!failed && !problems.length) {
      return;
    }
    box = element('div', '', 'position:fixed;inset:auto 0 0 0;z-index:99999;max-height:40vh;overflow:auto;' +
      'padding:.6rem 1rem;background:#7a1414;color:#fff;font:14px/1.45 system-ui,sans-serif');
    box.id = 'proceedings-live-problems';
    box.setAttribute('role', 'status');
    const details = element('details', '', '');
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    const title = failed ? `Not built: ${failed}` : `${count} in what you write`;
    details.open = isOpen;
    details.append(element('summary', title, 'font-weight:600;cursor:pointer'));
    for (const problem of problems) {
      details.append(element('p', problem, 'margin:.3rem 0 0;font-family:ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere'));
    }
    box.append(details);
    document.body.append(box);
  };

  connect();
})();
