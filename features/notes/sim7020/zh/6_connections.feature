# language: zh-CN
功能: SIM7020 中文应用文档第 6 章：兼容 SIM800 系列的连接

  @id-sim7020-zh-tcp-client @SIM7020ZH-6.2-E1 @smoke
  场景: TCP 客户端：连接、发送、接收、由服务器关闭
    假如有一个 TCP 服务器
    # CONNECT OK 之前的部分中文文档缺失，取自英文文档。
    当主机发送 AT+CSTT
    那么模块应答 OK
    当主机发送 AT+CIICR
    那么模块应答 OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    当主机发送 AT+CIPSTART="TCP","{server.ip}","{server.port}"
    那么模块应答 OK
    并且模块上报 CONNECT OK
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 hello TCP serve<Ctrl-Z>
    那么服务器收到 hello TCP serve
    并且模块应答 SEND OK
    当服务器发送 hello SIM7020
    那么模块输出数据 hello SIM7020
    当服务器关闭连接
    那么模块上报 CLOSED

  @id-sim7020-zh-udp-client @SIM7020ZH-6.3-E1
  场景: UDP 客户端：连接、发送、接收、关闭
    假如有一个 UDP 服务器
    当主机发送 AT+CSTT
    那么模块应答 OK
    当主机发送 AT+CIICR
    那么模块应答 OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    当主机发送 AT+CIPSTART="UDP","{server.ip}","{server.port}"
    那么模块应答 OK
    并且模块上报 CONNECT OK
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 SIM7020 UDP test<Ctrl-Z>
    那么服务器收到 SIM7020 UDP test
    并且模块应答 SEND OK
    当服务器发送 UDP test
    那么模块输出数据 UDP test
    # C28：原文漏了 AT+CIPCLOSE 一行，正确的应答是 CLOSE OK。
    当主机发送 AT+CIPCLOSE
    那么模块应答 CLOSED OK

  @id-sim7020-zh-udp-extended @SIM7020ZH-6.4-E1
  场景: UDP 扩展模式：依次向四个对端发送，并接收前三个对端的数据
    # 原示例中前两个对端同址不同端口，这里各有自己的地址和端口。
    假如有一个 UDP 服务器
    并且有一个名为 neighbour 的 UDP 服务器
    并且有一个名为 stranger 的 UDP 服务器
    并且有一个名为 archive 的 UDP 服务器
    当主机发送 AT+CSTT
    那么模块应答 OK
    当主机发送 AT+CIICR
    那么模块应答 OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    当主机发送 AT+CLPORT="UDP",8888
    那么模块应答 OK
    当主机发送 AT+CIPSRIP=1
    那么模块应答 OK
    当主机发送 AT+CIPHEAD=1
    那么模块应答 OK
    当主机发送 AT+CIPUDPMODE=1
    那么模块应答 OK
    当主机发送 AT+CIPSTART="UDP","{server.ip}","{server.port}"
    那么模块应答 OK
    并且模块上报 CONNECT OK
    当主机发送 AT+CIPUDPMODE?
    那么模块应答
      """
      +CIPUDPMODE: 1,"{server.ip}",{server.port}
      OK
      """
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 Hello 9600<Ctrl-Z>
    那么服务器收到 Hello 9600
    并且模块应答 SEND OK
    # C07：应为 RECV FROM，两个冒号后都没有空格。
    当服务器发送 test1
    那么模块上报
      """
      RECVFROM: {server.ip}:{server.port}
      +IPD,5:
      """
    并且模块输出数据 test1
    当主机发送 AT+CIPUDPMODE=2,"{neighbour.ip}",{neighbour.port}
    那么模块应答 OK
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 Hello 1234<Ctrl-Z>
    那么 neighbour 收到 Hello 1234
    并且模块应答 SEND OK
    当 neighbour 发送 test2
    那么模块上报
      """
      RECV FROM: {neighbour.ip}:{neighbour.port}
      +IPD,5:
      """
    并且模块输出数据 test2
    当主机发送 AT+CIPUDPMODE=2,"{stranger.ip}",{stranger.port}
    那么模块应答 OK
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 Hello 5678<Ctrl-Z>
    那么 stranger 收到 Hello 5678
    并且模块应答 SEND OK
    当 stranger 发送 test3
    那么模块上报
      """
      RECV FROM: {stranger.ip}: {stranger.port}
      +IPD,5:
      """
    并且模块输出数据 test3
    当主机发送 AT+CIPUDPMODE=2,"{archive.ip}",{archive.port}
    那么模块应答 OK
    当主机发送 AT+CIPUDPMODE?
    那么模块应答
      """
      +CIPUDPMODE: 1,"{archive.ip}",{archive.port}
      OK
      """
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 Hello 4500<Ctrl-Z>
    那么 archive 收到 Hello 4500
    并且模块应答 SEND OK

  @id-sim7020-zh-tcp-server @SIM7020ZH-6.5-E1
  场景: TCP 服务器：监听、接入、收发、停止监听、关闭连接
    # C73：单连接模式下可以直接启动服务器，不必先激活 PDP 上下文。
    假如有一个 TCP 客户端
    当主机发送 AT+CGATT?
    那么模块应答
      """
      +CGATT: 1
      OK
      """
    当主机发送 AT+CIPSERVER=1,1234
    那么模块应答 OK
    并且模块上报 SERVER OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    当主机发送 AT+CIPSTATUS
    那么模块应答 OK
    并且模块上报 STATE: SERVER LISTENING
    当客户端连接到端口 1234
    那么模块上报 REMOTE IP: {client.ip}
    当客户端发送 hello server
    那么模块输出数据 hello server
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 hello client<Ctrl-Z>
    那么客户端收到 hello client
    并且模块应答 SEND OK
    当主机发送 AT+CIPSERVER=0
    那么模块应答 OK
    并且模块上报 SERVER CLOSE
    当客户端发送 hello server
    那么模块输出数据 hello server
    当主机发送 AT+CIPCLOSE
    那么模块应答 CLOSE OK

  @id-sim7020-zh-multi-client @SIM7020ZH-6.6-E1
  场景: 多路客户端：一路 TCP、一路 UDP 同时收发
    假如有一个 TCP 服务器
    并且有一个名为 logger 的 UDP 服务器
    当主机发送 AT+CIPMUX=1
    那么模块应答 OK
    当主机发送 AT+CSTT
    那么模块应答 OK
    当主机发送 AT+CIICR
    那么模块应答 OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    当主机发送 AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    那么模块应答 OK
    并且模块上报 0,CONNECT OK
    当主机发送 AT+CIPSTART=1,"UDP","{logger.ip}","{logger.port}"
    那么模块应答 OK
    并且模块上报 1,CONNECT OK
    当主机发送 AT+CIPSEND=0
    那么模块应答 >
    当主机输入 TCP test<Ctrl-Z>
    那么服务器收到 TCP test
    并且模块应答 0,SEND OK
    当主机发送 AT+CIPSEND=1
    那么模块应答 >
    当主机输入 UDP test<Ctrl-Z>
    那么 logger 收到 UDP test
    # C04：句点应为逗号。
    并且模块应答 1.SEND OK
    # C39：原文误写为 SIM7200，是从其他文档复制时留下的。
    当服务器发送 SIM7020 TCP test
    那么模块上报 +RECEIVE,0,16:
    并且模块输出数据 SIM7020 TCP test
    # C32：原文缺一个空格，只有 15 个字节，与长度 16 不符。
    当 logger 发送 SIM7020 UDP test
    那么模块上报 +RECEIVE,1,16:
    并且模块输出数据 SIM7020 UDP test
    当主机发送 AT+CIPSTATUS
    那么模块应答 OK
    # C33：第二行冒号后应有空格；原文 C: 2 一行少一个空字段。
    并且模块上报
      """
      STATE: IP PROCESSING
      C: 0,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C:1,0,"UDP","{logger.ip}","{logger.port}","CONNECTED"
      C: 2,,"","","","INITIAL"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      """

  @id-sim7020-zh-multi-mixed @SIM7020ZH-6.7-E1
  场景: 多路混合：服务器接入一路，另主动建立一路 TCP 和一路 UDP
    # C72：IP PROCESSING 状态下仍可用 AT+CIPSTART 建立新的连接。
    假如有一个 TCP 客户端
    并且有一个 TCP 服务器
    并且有一个名为 logger 的 UDP 服务器
    当主机发送 AT+CIPMUX=1
    那么模块应答 OK
    当主机发送 AT+CSTT
    那么模块应答 OK
    当主机发送 AT+CIICR
    那么模块应答 OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    当主机发送 AT+CIPSERVER=1,8888
    那么模块应答 OK
    并且模块上报 SERVER OK
    当客户端连接到端口 8888
    # C03：本节逗号后有空格，6.6 节没有，两种写法都应接受。
    那么模块上报 0, REMOTE IP: {client.ip}
    当客户端发送 connection TCP server test
    那么模块上报 +RECEIVE,0,26:
    并且模块输出数据 connection TCP server test
    当主机发送 AT+CIPSEND=0
    那么模块应答 >
    当主机输入 TCP test<Ctrl-Z>
    那么客户端收到 TCP test
    并且模块应答 0,SEND OK
    当主机发送 AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
    那么模块应答 OK
    并且模块上报 1, CONNECT OK
    当主机发送 AT+CIPSTART=2,"UDP","{logger.ip}","{logger.port}"
    那么模块应答 OK
    并且模块上报 2, CONNECT OK
    当主机发送 AT+CIPCLOSE=2
    那么模块应答 2, CLOSE OK
    # 原文漏了两行的 C: 和一个引号。
    当主机发送 AT+CIPSTATUS
    那么模块应答 OK
    并且模块上报
      """
      STATE: IP PROCESSING
      S: 0,0,"8888","LISTENING"
      C: 0,0,"TCP","{client.ip}","{client.port}","CONNECTED"
      C: 1,0,"TCP","{server.ip}","{server.port}","CONNECTED"
      C: 2,0,"UDP","{logger.ip}","{logger.port}","CLOSED"
      C: 3,,"","","","INITIAL"
      C: 4,,"","","","INITIAL"
      C: 5,,"","","","INITIAL"
      """
    当主机发送 AT+CIPSERVER=0
    那么模块应答 OK
    并且模块上报 SERVER CLOSE
    当主机发送 AT+CIPSHUT
    那么模块应答 SHUT OK

  @id-sim7020-zh-dns-connect @SIM7020ZH-6.8-E1
  场景: DNS：解析出两个地址、解析失败、用域名建立连接
    假如有一个 TCP 服务器
    当主机发送 AT+CSTT
    那么模块应答 OK
    当主机发送 AT+CIICR
    那么模块应答 OK
    当主机发送 AT+CIFSR
    那么模块应答 {module.ip}
    # C22：此处域名不带引号。
    当主机发送 AT+CDNSGIP={dns.name}
    那么模块应答 OK
    并且模块上报 +CDNSGIP: 1,"{dns.name}",{dns.addresses}
    当主机发送 AT+CDNSGIP="abctest"
    那么模块应答 OK
    并且模块上报 +CDNSGIP: 0,8
    当主机发送 AT+CIPSTART="TCP","{server.name}",{server.port}
    那么模块应答 OK
    并且模块上报 CONNECT OK
    # C20：原文误写为 AT+CIPSNED。
    当主机发送 AT+CIPSEND
    那么模块应答 >
    当主机输入 DNS test<Ctrl-Z>
    那么服务器收到 DNS test
    并且模块应答 SEND OK
