# language: zh-CN
功能: SIM7020 中文应用文档第 3 章：网络承载设置

  @id-sim7020-zh-pdn-checks @SIM7020ZH-3.1-E1
  场景: 开机后只做查询：SIM 卡、信号、注册、PDN、运营商、地址
    假如模块就绪
    当主机发送 AT+CPIN?
    # C51：冒号后应有空格。
    那么模块应答
      """
      +CPIN:READY
      OK
      """
    当主机发送 AT+CSQ
    那么模块应答
      """
      +CSQ: {signal}
      OK
      """
    当主机发送 AT+CGREG?
    那么模块应答
      """
      +CGREG: 0,{registration}
      OK
      """
    当主机发送 AT+CGACT?
    那么模块应答
      """
      +CGACT: 1,1
      OK
      """
    # 9 表示 NB-IoT 网络。
    当主机发送 AT+COPS?
    那么模块应答
      """
      +COPS: 0,{operator.format},"{operator}",9
      OK
      """
    当主机发送 AT+CGCONTRDP
    那么模块应答
      """
      +CGCONTRDP: 1,{pdn.bearer},"{pdn.apn}","{module.ip}.{module.mask}"
      OK
      """

  @id-sim7020-zh-apn @SIM7020ZH-3.2-E1 @persistent
  场景: 关闭射频后手动配置 APN，再打开射频自动获取地址
    假如模块就绪
    # C52：关闭射频时 +CPIN 在 OK 之前，打开射频时在 OK 之后。
    当主机发送 AT+CFUN=0
    那么模块应答
      """
      +CPIN: NOT READY
      OK
      """
    当主机发送 AT*MCGDEFCONT="IP","{apn}"
    那么模块应答 OK
    当主机发送 AT+CFUN=1
    那么模块应答 OK
    并且模块上报 +CPIN: READY
    # 附着需要时间。
    当模块已附着到分组域
    并且主机发送 AT+CGREG?
    那么模块应答
      """
      +CGREG: 0,{registration}
      OK
      """
    当主机发送 AT+CGCONTRDP
    那么模块应答
      """
      +CGCONTRDP: 1,{pdn.bearer},"{apn}","{module.ip}.{module.mask}"
      OK
      """
