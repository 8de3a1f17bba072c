import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');

function Reader({ section, theme }) {
  const [title, setTitle] = useState('');
  const element = useRef(null);
  useEffect(() => {
    const hear = ({ detail }) => setTitle(detail.title);
    const { current } = element;
    current.addEventListener('offprint:ready', hear);
    return () => current.removeEventListener('offprint:ready', hear);
  }, []);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <offprint-article id="first" ref={element} src={`${root.dataset.site}a/qinyuan/`} section={section} theme={theme} height="400px">
        <a href={`${root.dataset.site}a/qinyuan/`}>沁源：四套办法，一个循环</a>
      </offprint-article>
    </figure>
  );
}

function Page() {
  const [state, setState] = useState({ isShown: true, section: '', theme: 'light' });
  const change = changed => setState(state => ({ ...state, ...changed }));
  return (
    <main>
      <button id="toggle" onClick={() => change({ isShown: !state.isShown })}>Show or hide</button>
      <button id="theme" onClick={() => change({ theme: state.theme === 'light' ? 'dark' : 'light' })}>Theme</button>
      <button id="section" onClick={() => change({ section: 'grid' })}>Go to a section</button>
      {state.isShown && <Reader section={state.section} theme={state.theme} />}
    </main>
  );
}

createRoot(root).render(<Page />);
