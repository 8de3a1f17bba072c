self.offprint=[["{{bundle}}","{{bundle_integrity}}"],["{{wasm}}","{{wasm_integrity}}"]].map(([file,integrity])=>{const answer=fetch(file,{integrity});answer.catch(()=>{});return answer})
