import { startBench } from './server.ts'
import { Client } from './client.ts'
import { readFileSync, readdirSync } from 'node:fs'
const N = Number(process.env.N ?? 800), ROUNDS = Number(process.env.ROUNDS ?? 5), C = 16
const server = await startBench()
function workerd(){ for (const p of readdirSync('/proc')) { if(!/^\d+$/.test(p)) continue; try { const s=readFileSync(`/proc/${p}/stat`,'utf8'); const r=s.slice(s.lastIndexOf(')')+2).split(' '); if(s.includes('(workerd)') && Number(r[1])===process.pid) return p } catch{} } return '' }
const pid = workerd()
const cpu = () => { const s=readFileSync(`/proc/${pid}/stat`,'utf8'); const r=s.slice(s.lastIndexOf(')')+2).split(' '); return (Number(r[11])+Number(r[12]))*10 }
const client = await Client.open(server.url)
const COFFEE={title:'Sorry your order arrived cold',benefit:{kind:'item',item:'Coffee'},validity:{kind:'days',count:30}}
const med=(a:number[])=>a.toSorted((x,y)=>x-y)[a.length>>1]!
let n=0
const redeemSide = (process.env.SIDE ?? 'paused') as 'paused'
for (let r=0;r<=ROUNDS;r++){
  const issued = await client.all(Array.from({length:N},()=>client.post(redeemSide,'/api/v1/vouchers',COFFEE)),C)
  const codes = issued.answers.map(a=>{ if(a.status!==201) throw new Error(a.body); return JSON.parse(a.body).code as string })
  const names = codes.map(()=>`f${n++}`)
  const touched = await client.all(names.map(x=>client.post('floor',`/floor/${x}`,{store_id:'sto_chiado'})),C)
  const meas = async (s: ReturnType<Client['post']>[]) => { const c0=cpu(); const run=await client.all(s,C); const c1=cpu(); return {rps:N/run.ms*1000,p50:med(run.answers.map(a=>a.ms)),cpu:(c1-c0)/N, bad:run.answers.filter(a=>a.status!==201).length} }
  const A=()=>meas(codes.map(c=>client.post(redeemSide,`/api/v1/vouchers/${c}/redemptions`,{store_id:'sto_chiado'})))
  const B=()=>meas(names.map(x=>client.post('floor',`/floor/${x}`,{store_id:'sto_chiado'})))
  let a,b; if(r%2){a=await A();b=await B()}else{b=await B();a=await A()}
  console.log(r, 'issue rps',(N/issued.ms*1000).toFixed(0),'A',a.rps.toFixed(0),a.p50.toFixed(1),'cpu',a.cpu.toFixed(3),'B',b.rps.toFixed(0),b.p50.toFixed(1),'cpu',b.cpu.toFixed(3),'ratio',(a.rps/b.rps).toFixed(2),'lat',(a.p50/b.p50).toFixed(2),'cpuratio',(b.cpu/a.cpu).toFixed(2), a.bad,b.bad)
}
client.stop(); await server.stop()
