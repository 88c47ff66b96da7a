# language: zh-CN
功能: SIM7020 中文应用文档第 4 章：DNS 解析和 PING

  @id-sim7020-zh-dns @SIM7020ZH-4.1-E1
  场景: 解析带引号的域名，先应答 OK，再上报地址
    假如有一个 TCP 服务器
    # C22：此处域名带引号，6.8 节不带，两种写法都应接受。
    当主机发送 AT+CDNSGIP="{server.name}"
    那么模块应答 OK
    并且模块上报 +CDNSGIP: 1,"{server.name}","{server.ip}"

  @id-sim7020-zh-ping @SIM7020ZH-4.2-E1
  场景: PING 一个地址，先应答 OK，再逐条上报四次回复
    假如有一个 TCP 服务器
    # C53：上报中的地址不带引号。
    当主机发送 AT+CIPPING="{server.ip}"
    那么模块应答 OK
    并且模块上报
      """
      +CIPPING: 1,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 2,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 3,{server.ip},{ping.time},{ping.ttl}
      +CIPPING: 4,{server.ip},{ping.time},{ping.ttl}
      """
