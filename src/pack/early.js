try{const theme=/\btheme=(light|dark)\b/.exec(localStorage.getItem("offprint:preferences"));if(theme)document.documentElement.dataset.theme=theme[1]}catch{}
self.offprint=[["{{bundle}}","{{bundle_integrity}}"],["{{wasm}}","{{wasm_integrity}}"]].map(([file,integrity])=>{const answer=fetch(file,{integrity});answer.catch(()=>{});return answer})
