try{const theme=/\btheme=(light|dark)\b/.exec(localStorage.getItem("offprint:preferences"));if(theme)document.documentElement.dataset.theme=theme[1]}catch{}
